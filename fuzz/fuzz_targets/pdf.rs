//! Fuzzes `fineprint_fuzz::pdf`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fineprint_fuzz::pdf(bytes));
