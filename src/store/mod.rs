//! Keeps versions in a git repository that a person can browse with git alone.
//! Must not know how captures were had, or what a change means.
