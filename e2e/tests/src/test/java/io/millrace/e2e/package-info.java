// SPDX-License-Identifier: Apache-2.0
/** The proof: the shaded jar, as users run it, against DataFusion and on a real cluster. */
package io.millrace.e2e;
