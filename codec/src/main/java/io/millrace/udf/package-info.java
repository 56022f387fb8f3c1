// SPDX-License-Identifier: Apache-2.0
/** Functions that come with the bytes. */
package io.millrace.udf;
