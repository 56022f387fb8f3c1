// SPDX-License-Identifier: Apache-2.0
/**
 * Regular expressions of Rust's syntax, matched over UTF-8 a character at a time, without
 * backtracking: by a table of states where it stays small, else all ways side by side.
 */
package io.millrace.regex;
