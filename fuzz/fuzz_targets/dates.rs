//! Fuzzes `fineprint_fuzz::dates`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fineprint_fuzz::dates(bytes));
