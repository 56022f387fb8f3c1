// SPDX-License-Identifier: Apache-2.0
/** What aggregate functions do: their declarations and the folds beside them. */
package io.millrace.aggregate;
