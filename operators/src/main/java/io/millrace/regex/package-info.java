// SPDX-License-Identifier: Apache-2.0
/**
 * Regular expressions as tables: read, made an automaton without choices where it stays small, and
 * run over UTF-8 a byte at a time.
 */
package io.millrace.regex;
