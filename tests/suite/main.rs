//! All integration tests, in one binary so that the library is linked once. A room's tests are a file beside this one.

mod diagnostics;
