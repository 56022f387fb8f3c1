// SPDX-License-Identifier: Apache-2.0
/**
 * What scalar functions and operators do: one file of declarations a family ({@code MathFunctions},
 * {@code StringFunctions}, …), each function one expression, with plain algorithms beside them.
 */
package io.millrace.builtin;
