// SPDX-License-Identifier: Apache-2.0
/** Casts between every two types that have one. */
package io.millrace.cast;
