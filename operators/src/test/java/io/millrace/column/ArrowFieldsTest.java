// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.MillraceException;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArrowFieldsTest {
  @Test
  void whatArrowHasNoVectorForIsNamed() {
    Field member = Field.of("a", DataType.INT64);
    Field twice = Field.of("v", new DataType.Struct(List.of(member, member)));

    assertThatThrownBy(() -> ArrowFields.toArrow(twice))
        .isInstanceOf(MillraceException.class)
        .hasMessage(
            "Cannot make vector: type Struct(\"a\": Int64, \"a\": Int64) with two members \"a\","
                + " expected each name once");
  }
}
