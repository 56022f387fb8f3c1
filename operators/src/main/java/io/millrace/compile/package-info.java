// SPDX-License-Identifier: Apache-2.0
/** How a typed expression runs: a list of kernel calls over scratch blocks. */
package io.millrace.compile;
