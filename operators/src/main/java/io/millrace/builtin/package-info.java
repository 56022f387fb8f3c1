// SPDX-License-Identifier: Apache-2.0
/**
 * What functions do: one file of declarations a family ({@code MathFunctions}, {@code
 * StringFunctions}, …), each function one expression, with plain algorithms beside them.
 *
 * <p>To add a function: (1) find its family file by DataFusion's crate; (2) declare it, signature,
 * result type and kernel together; (3) add it to the family's list; (4) add facts to the family's
 * {@code .cases} file; (5) run the build, which records the facts against DataFusion.
 */
package io.millrace.builtin;
