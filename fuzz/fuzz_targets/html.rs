//! Fuzzes `fineprint_fuzz::html`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fineprint_fuzz::html(bytes));
