/** The faces of the engine: rich functions for DataStream jobs, programs over Arrow batches. */
package io.millrace.operator;
