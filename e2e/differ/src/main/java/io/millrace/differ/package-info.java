// SPDX-License-Identifier: Apache-2.0
/** Asks DataFusion and this library the same random questions and makes what differs small. */
package io.millrace.differ;
