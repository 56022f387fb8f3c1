// SPDX-License-Identifier: Apache-2.0
/** All functions by their names: which family declares which. */
package io.millrace.builtin;
