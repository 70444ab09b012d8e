//! Tests of the line and its view.
