// SPDX-License-Identifier: Apache-2.0
/** What the commands of the launcher have in common: options, lines, exit codes. */
package io.millrace.command;
