// SPDX-License-Identifier: Apache-2.0
/** The commands that make keys, sign rules and verify them. */
package io.millrace.signing;
