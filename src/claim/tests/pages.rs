//! Pages on which the place of a date matters.

use super::*;
