/** The DataStream faces: rich functions over expressions. */
package io.millrace.operator;
