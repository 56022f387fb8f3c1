// SPDX-License-Identifier: Apache-2.0
/** Hostile input for everything that reads it, and what has to hold whatever comes. */
package io.millrace.fuzz;
