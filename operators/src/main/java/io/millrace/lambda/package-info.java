// SPDX-License-Identifier: Apache-2.0
/** What functions of a list and a lambda make of the lambda's results for its elements. */
package io.millrace.lambda;
