// SPDX-License-Identifier: Apache-2.0
/** The DataStream faces: rich functions over expressions, and the rule operators. */
package io.millrace.operator;
