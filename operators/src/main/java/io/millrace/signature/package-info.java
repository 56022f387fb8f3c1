// SPDX-License-Identifier: Apache-2.0
/** Which types a call takes and gives, in the words of DataFusion's rules. */
package io.millrace.signature;
