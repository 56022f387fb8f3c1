// SPDX-License-Identifier: Apache-2.0
package io.millrace.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.annotation.Internal;
import org.apache.flink.table.catalog.DataTypeFactory;
import org.apache.flink.table.functions.ScalarFunction;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.inference.InputTypeStrategies;
import org.apache.flink.table.types.inference.StaticArgument;
import org.apache.flink.table.types.inference.TypeInference;
import org.apache.flink.table.types.utils.DataTypeUtils;

/**
 * What tasks evaluate of one call in a query, over arguments and with a result in the form that the
 * runtime of tables has them in.
 */
@Internal
public abstract class TaskFunction extends ScalarFunction {
  private static final long serialVersionUID = 1L;

  private final List<DataType> arguments;
  private final DataType result;

  TaskFunction(List<DataType> arguments, DataType result) {
    this.arguments = arguments.stream().map(DataTypeUtils::toInternalDataType).toList();
    this.result = result;
  }

  @Override
  public final TypeInference getTypeInference(DataTypeFactory types) {
    return TypeInference.newBuilder()
        .inputTypeStrategy(InputTypeStrategies.explicitSequence(arguments.toArray(DataType[]::new)))
        .outputTypeStrategy(context -> Optional.of(result))
        .build();
  }

  /** The same where arguments have names, by which they may be given where Flink takes these. */
  final TypeInference inference(List<String> names) {
    DataType[] types = arguments.toArray(DataType[]::new);
    TypeInference.Builder inference =
        TypeInference.newBuilder()
            .inputTypeStrategy(
                InputTypeStrategies.explicitSequence(names.toArray(String[]::new), types))
            .outputTypeStrategy(context -> Optional.of(result));
    if (names.stream().allMatch(TaskFunction::isNameOfArgument)) {
      List<StaticArgument> named = new ArrayList<>();
      for (int i = 0; i < types.length; i++) {
        named.add(StaticArgument.scalar(names.get(i), types[i], false));
      }
      inference.staticArguments(named);
    }
    return inference.build();
  }

  /** As Flink checks them: letters and digits of ASCII, {@code _} and {@code $}. */
  private static boolean isNameOfArgument(String name) {
    return !name.isEmpty()
        && !Character.isDigit(name.charAt(0))
        && name.chars().allMatch(c -> c < 127 && Character.isJavaIdentifierPart(c) && c >= '$');
  }
}
