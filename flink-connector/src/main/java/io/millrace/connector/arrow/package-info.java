/** The format {@code arrow} of Flink's filesystem connector: IPC streams and files, both ways. */
package io.millrace.connector.arrow;
