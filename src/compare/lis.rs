//! The longest increasing subsequence: which of many matched things kept their order, so that the fewest count as moved.
//! Must not know what the things are.

/// The positions in `values` of a longest strictly increasing subsequence, in order.
pub(super) fn longest_increasing(values: &[usize]) -> Vec<usize> {
    // `tails[n]` is where the best run of length n + 1 ends; `before[i]` is what stands before `i` in its run.
    let mut tails: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(values.len());
    for (at, value) in values.iter().enumerate() {
        let length = tails.partition_point(|tail| values[*tail] < *value);
        before.push(length.checked_sub(1).map(|shorter| tails[shorter]));
        if length == tails.len() {
            tails.push(at);
        } else {
            tails[length] = at;
        }
    }
    let mut kept = Vec::with_capacity(tails.len());
    let mut next = tails.last().copied();
    while let Some(at) = next {
        kept.push(at);
        next = before[at];
    }
    kept.reverse();
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_thing_moved_to_the_front_leaves_the_rest_in_order() {
        assert_eq!(longest_increasing(&[3, 0, 1, 2]), [1, 2, 3]);
    }

    #[test]
    fn what_is_in_order_is_kept_whole() {
        assert_eq!(longest_increasing(&[0, 4, 9]), [0, 1, 2]);
        assert!(longest_increasing(&[]).is_empty());
    }
}
