// SPDX-License-Identifier: Apache-2.0
/** What OVER computes: rows in order, the frames around each, and what functions make of them. */
package io.millrace.window;
