// SPDX-License-Identifier: Apache-2.0
/** What a bound call does with values: a closed list of shapes, and a kernel run once. */
package io.millrace.kernel;
