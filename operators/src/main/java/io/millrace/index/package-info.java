// SPDX-License-Identifier: Apache-2.0
/** Which of many predicates a row may make true, without asking each of them. */
package io.millrace.index;
