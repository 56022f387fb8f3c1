// SPDX-License-Identifier: Apache-2.0
/** Mathematical functions, and rounding. */
package io.millrace.math;
