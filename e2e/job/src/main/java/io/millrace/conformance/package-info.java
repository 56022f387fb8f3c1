// SPDX-License-Identifier: Apache-2.0
/**
 * Runs a corpus of recorded cases through every station and writes what came out, to be scored
 * against DataFusion's answers.
 */
package io.millrace.conformance;
