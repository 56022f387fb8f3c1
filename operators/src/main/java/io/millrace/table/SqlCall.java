// SPDX-License-Identifier: Apache-2.0
package io.millrace.table;

import java.util.List;
import org.apache.flink.table.functions.UserDefinedFunction;
import org.apache.flink.table.types.DataType;

/** What a call in a query asks for. */
interface SqlCall {
  /** In the form of the runtime of tables. */
  DataType resultType();

  /** What tasks evaluate. */
  UserDefinedFunction compiled(List<DataType> arguments);
}
