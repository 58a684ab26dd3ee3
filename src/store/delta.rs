//! Says how one text is made from another, in git's copy and insert instructions. Linear in both.
//! Must not know packs, files or what the bytes mean.

/// The length of the pieces in which equal parts are looked for.
const PIECE: usize = 16;
/// The most one copy instruction can take.
const LONGEST_COPY: usize = 0xff_ffff;
/// The most one insert instruction can take.
const LONGEST_INSERT: usize = 0x7f;

/// The instructions that make `target` from `base`.
pub(super) fn delta(base: &[u8], target: &[u8]) -> Vec<u8> {
    let mut script = Script { code: Vec::with_capacity(64), pending: Vec::new() };
    size(&mut script.code, base.len());
    size(&mut script.code, target.len());
    let start = common(base.iter(), target.iter());
    let end = common(base[start..].iter().rev(), target[start..].iter().rev());
    script.copy(0, start);
    changed_part(base, target, start, target.len() - end, &mut script);
    script.copy(base.len() - end, end);
    script.finish()
}

/// The part of `target` between what both begin and end with.
fn changed_part(base: &[u8], target: &[u8], start: usize, end: usize, script: &mut Script) {
    let mut at = start;
    if end - start >= PIECE && base.len() >= PIECE {
        let pieces = Pieces::of(base);
        while at + PIECE <= end {
            let Some(found) = pieces.find(base, &target[at..at + PIECE]) else {
                script.pending.push(target[at]);
                at += 1;
                continue;
            };
            let before = common(base[..found].iter().rev(), script.pending.iter().rev());
            let length = common(base[found..].iter(), target[at..end].iter());
            script.pending.truncate(script.pending.len() - before);
            script.copy(found - before, before + length);
            at += length;
        }
    }
    script.pending.extend_from_slice(&target[at..end]);
}

fn common<'a>(a: impl Iterator<Item = &'a u8>, b: impl Iterator<Item = &'a u8>) -> usize {
    a.zip(b).take_while(|(a, b)| a == b).count()
}

/// Where the pieces of a text begin, by their hash; of several with one hash, the first.
struct Pieces {
    /// One more than the position; 0 for none.
    positions: Vec<u32>,
    shift: u32,
}

impl Pieces {
    fn of(base: &[u8]) -> Self {
        let bits = usize::BITS - (base.len() / PIECE).leading_zeros() + 1;
        let mut pieces = Self { positions: vec![0; 1 << bits], shift: u64::BITS - bits };
        for (index, piece) in base.chunks_exact(PIECE).enumerate() {
            let slot = pieces.slot(piece);
            if pieces.positions[slot] == 0 {
                pieces.positions[slot] = u32::try_from(index * PIECE + 1).unwrap_or(0);
            }
        }
        pieces
    }

    fn find(&self, base: &[u8], piece: &[u8]) -> Option<usize> {
        let position = self.positions[self.slot(piece)].checked_sub(1)? as usize;
        (&base[position..position + PIECE] == piece).then_some(position)
    }

    #[expect(clippy::cast_possible_truncation, reason = "the shift leaves as many bits as the table has slots")]
    fn slot(&self, piece: &[u8]) -> usize {
        let word = |at: usize| piece[at..at + 8].iter().rev().fold(0u64, |word, byte| word << 8 | u64::from(*byte));
        let mixed = word(0).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ word(8).wrapping_mul(0xc2b2_ae3d_27d4_eb4f);
        (mixed.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> self.shift) as usize
    }
}

/// Instructions being written; bytes to insert wait until the next copy.
struct Script {
    code: Vec<u8>,
    pending: Vec<u8>,
}

impl Script {
    fn copy(&mut self, mut from: usize, mut length: usize) {
        if length == 0 {
            return;
        }
        self.insert();
        while length > 0 {
            let now = length.min(LONGEST_COPY);
            self.copy_instruction(from, now);
            from += now;
            length -= now;
        }
    }

    fn copy_instruction(&mut self, from: usize, length: usize) {
        let head = self.code.len();
        self.code.push(0x80);
        let (from, length) = (from.to_le_bytes(), length.to_le_bytes());
        for (bit, byte) in from[..4].iter().chain(&length[..3]).enumerate() {
            if *byte != 0 {
                self.code[head] |= 1 << bit;
                self.code.push(*byte);
            }
        }
    }

    fn insert(&mut self) {
        for piece in self.pending.chunks(LONGEST_INSERT) {
            self.code.push(u8::try_from(piece.len()).unwrap_or(0));
            self.code.extend_from_slice(piece);
        }
        self.pending.clear();
    }

    fn finish(mut self) -> Vec<u8> {
        self.insert();
        self.code
    }
}

/// A size in sevens of bits, least first.
fn size(code: &mut Vec<u8>, mut size: usize) {
    while size >= 0x80 {
        code.push(0x80 | (size & 0x7f).to_le_bytes()[0]);
        size >>= 7;
    }
    code.push(size.to_le_bytes()[0]);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn apply(base: &[u8], code: &[u8]) -> Vec<u8> {
        fn take_size(code: &mut &[u8]) -> usize {
            let (mut size, mut shift) = (0, 0);
            loop {
                let byte = code[0];
                *code = &code[1..];
                size |= usize::from(byte & 0x7f) << shift;
                shift += 7;
                if byte < 0x80 {
                    return size;
                }
            }
        }
        let mut code = code;
        assert_eq!(take_size(&mut code), base.len());
        let length = take_size(&mut code);
        let mut target = Vec::new();
        while let Some((&head, rest)) = code.split_first() {
            code = rest;
            if head < 0x80 {
                let (insert, rest) = code.split_at(usize::from(head));
                target.extend_from_slice(insert);
                code = rest;
                continue;
            }
            let mut fields = [0usize; 7];
            for (bit, field) in fields.iter_mut().enumerate() {
                if head & (1 << bit) != 0 {
                    *field = usize::from(code[0]);
                    code = &code[1..];
                }
            }
            let from = fields[0] | fields[1] << 8 | fields[2] << 16 | fields[3] << 24;
            let mut length = fields[4] | fields[5] << 8 | fields[6] << 16;
            if length == 0 {
                length = 0x10000;
            }
            target.extend_from_slice(&base[from..from + length]);
        }
        assert_eq!(target.len(), length);
        target
    }

    #[test]
    fn a_changed_word_costs_a_few_bytes() {
        let base = "We never share your email address with external companies. ".repeat(200);
        let target = base.replacen("never", "may", 3);
        let code = delta(base.as_bytes(), target.as_bytes());
        assert!(code.len() < 100, "{}", code.len());
        assert_eq!(apply(base.as_bytes(), &code), target.as_bytes());
    }

    #[test]
    fn a_copy_longer_than_one_instruction_is_split() {
        let base = vec![7; LONGEST_COPY + 70_000];
        let mut target = base.clone();
        target[0] = 1;
        assert_eq!(apply(&base, &delta(&base, &target)), target);
        assert_eq!(apply(&base, &delta(&base, &base)), base);
    }

    proptest! {
        #[test]
        fn the_instructions_make_the_target(
            parts in prop::collection::vec("[ab]{0,40}", 0..8),
            order in prop::collection::vec(0..8usize, 0..8),
            extra in prop::collection::vec(any::<u8>(), 0..200),
        ) {
            let base = parts.concat().into_bytes();
            let mut target: Vec<u8> =
                order.iter().filter_map(|index| parts.get(*index)).flat_map(|part| part.bytes()).collect();
            target.extend(extra);
            prop_assert_eq!(apply(&base, &delta(&base, &target)), target);
        }
    }
}
