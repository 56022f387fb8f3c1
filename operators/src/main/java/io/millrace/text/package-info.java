// SPDX-License-Identifier: Apache-2.0
/** Functions over text and bytes: strings, patterns, encodings and digests. */
package io.millrace.text;
