// SPDX-License-Identifier: Apache-2.0
/** The operators of expressions: arithmetic, bits, comparison, over every type they take. */
package io.millrace.arithmetic;
