// SPDX-License-Identifier: Apache-2.0
/** Code of Java as bytes: what of it travels, and how it is let in and kept to its time. */
package io.millrace.closure;
