// SPDX-License-Identifier: Apache-2.0
/** How a scalar function is declared, whatever it computes. */
package io.millrace.scalar;
