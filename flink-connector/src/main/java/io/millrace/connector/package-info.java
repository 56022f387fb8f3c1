// SPDX-License-Identifier: Apache-2.0
/** How rules and events get into a job and answers get out of it. */
package io.millrace.connector;
