//! Fuzzes `fineprint_fuzz::select`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fineprint_fuzz::select(bytes));
