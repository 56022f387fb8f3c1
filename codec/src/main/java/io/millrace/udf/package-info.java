// SPDX-License-Identifier: Apache-2.0
/** Functions that users bring: what they are in Java, and how they travel inside expressions. */
package io.millrace.udf;
