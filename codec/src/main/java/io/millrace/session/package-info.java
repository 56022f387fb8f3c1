// SPDX-License-Identifier: Apache-2.0
/** Who decides how functions become bytes, and bytes functions. */
package io.millrace.session;
