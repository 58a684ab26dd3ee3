//! Fuzzes `fineprint_fuzz::markdown`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fineprint_fuzz::markdown(bytes));
