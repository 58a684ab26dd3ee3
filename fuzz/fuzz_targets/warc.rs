//! Fuzzes `fineprint_fuzz::warc`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fineprint_fuzz::warc(bytes));
