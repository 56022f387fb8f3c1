// SPDX-License-Identifier: Apache-2.0
/** What a function is: the names that DataFusion knows, and of which kind each is. */
package io.millrace.function;
