// SPDX-License-Identifier: Apache-2.0
/** The one exception of the library and its codes. */
package io.millrace;
