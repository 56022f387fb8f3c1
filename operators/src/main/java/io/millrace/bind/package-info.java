// SPDX-License-Identifier: Apache-2.0
/**
 * What an expression means for a schema: names resolved, types coerced, forms lowered to the few of
 * {@link io.millrace.bind.TypedExpr}.
 */
package io.millrace.bind;
