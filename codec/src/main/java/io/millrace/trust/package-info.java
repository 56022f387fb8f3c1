// SPDX-License-Identifier: Apache-2.0
/** What is let in: limits on what is decoded, signatures of what brings code. */
package io.millrace.trust;
