// SPDX-License-Identifier: Apache-2.0
/**
 * Single values: their ranges and digits, how they compare, how they are written and read as text.
 */
package io.millrace.value;
