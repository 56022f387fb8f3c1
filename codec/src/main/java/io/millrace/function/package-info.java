// SPDX-License-Identifier: Apache-2.0
/**
 * What a function is: the names that DataFusion knows, of which kind each is, and what its calls
 * give.
 */
package io.millrace.function;
