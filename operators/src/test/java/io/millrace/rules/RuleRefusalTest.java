// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.Limit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A rule that is not let in gives one line; the earlier revision and other rules go on. */
class RuleRefusalTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          no json                                                     | read  | MALFORMED_JSON
          []                                                          | read  | MALFORMED_JSON
          {'id':'a','revision':2}                                     | read  | MALFORMED_JSON
          {'id':'a','revision':2,'sql':'1','expr':'AA=='}             | read  | MALFORMED_JSON
          {'id':'a','revision':2,'sql':'1','color':'red'}             | read  | MALFORMED_JSON
          {'id':'a','id':'a','revision':2,'sql':'1'}                  | read  | MALFORMED_JSON
          {'id':'a','revision':0,'sql':'1'}                           | read  | MALFORMED_JSON
          {'id':'a','revision':1.5,'sql':'1'}                         | read  | MALFORMED_JSON
          {'id':'a','revision':2,'sql':'1','action':'stop'}           | read  | MALFORMED_JSON
          {'id':'a','revision':2,'sql':'1','emit':'false'}            | read  | MALFORMED_JSON
          {'id':'a','revision':2,'sql':'1','window':{'tumble':'1x'}}  | read  | MALFORMED_JSON
          {'id':'a','revision':2,'sql':'1','window':{'tumble':'0s'}}  | read  | MALFORMED_JSON
          {'id':'a','revision':2,'sql':'1','effective_from':'soon'}   | read  | MALFORMED_JSON
          {'id':'a','revision':2,'expr':'no base64'}                  | read  | MALFORMED_BYTES
          {'id':'a','revision':2,'expr':'////'}                       | read  | MALFORMED_BYTES
          {'id':'a','revision':1,'sql':'delay > 2'}                   | read  | REVISION_CONFLICT
          {'id':'a','revision':2,'sql':'delay >'}                     | parse | SYNTAX
          {'id':'a','revision':2,'sql':'delay in (select 1)'}         | bind  | NOT_ALLOWED_HERE
          {'id':'a','revision':2,'sql':'exists (Select * from x)'}    | bind  | NOT_ALLOWED_HERE
          {'id':'a','revision':2,'sql':'delay > (select max(a) from x)'} | bind | NOT_ALLOWED_HERE
          {'id':'a','revision':2,'sql':'delay > (1 + )'}              | parse | SYNTAX
          {'id':'a','revision':2,'sql':'delay > $1'}                  | bind  | NOT_ALLOWED_HERE
          {'id':'a','revision':2,'sql':'sum(delay) over ()'}          | bind  | NOT_ALLOWED_HERE
          {'id':'a','revision':2,'sql':'unnest(make_array(1))'}       | bind  | NOT_ALLOWED_HERE
          {'id':'a','revision':2,'sql':'dely > 1'}                    | bind  | UNKNOWN_NAME
          {'id':'a','revision':2,'sql':'delay','emit':'true'}         | bind  | TYPE_MISMATCH
          {'id':'a','revision':2,'sql':'1','where':'delay'}           | bind  | TYPE_MISMATCH
          {'id':'a','revision':2,'sql':'max(delay)'}                  | bind  | NOT_ALLOWED_HERE
          {'id':'a','revision':2,'sql':'delay','having':'true'}       | bind  | NOT_ALLOWED_HERE
          {'id':'a','revision':2,'sql':'delay','window':{'tumble':'1s'}} | bind | NOT_ALLOWED_HERE
          {'id':'a','revision':2,'sql':'1','window':{'hop':['9d','1ms']}} | limit | LIMIT_EXCEEDED
          """)
  void aRefusalIsOneLineAndTheEarlierRevisionStays(String line, String stage, String code)
      throws Exception {
    try (RuleTasks tasks = new RuleTasks(3)) {
      tasks.rule("{'id':'a','revision':1,'sql':'delay > 1'}");
      tasks.rule(line);
      tasks.marker();
      tasks.event(0, "UA", 5L, null);

      assertThat(tasks.errors())
          .hasSize(1)
          .first()
          .asString()
          .contains("\"stage\":\"" + stage + "\",\"code\":\"" + code + "\"");
      assertThat(tasks.results()).hasSize(1).first().asString().contains("\"revision\":1");
    }
  }

  @Test
  void aLineThatIsNoUtf8IsRefusedWithItsPlace() throws Exception {
    try (RuleTasks tasks = new RuleTasks(1)) {
      tasks.rule("{'id':'u','revision':1,'sql':'length(carrier) > 0 -- \uFFFD'}");
      tasks.rule("{'id':'w','revision':1,'sql':'length(carrier) > 0 -- \\ufffd'}");
      tasks.marker();
      tasks.event(0, "U", 1L, null);

      assertThat(tasks.errors())
          .singleElement()
          .asString()
          .contains("MALFORMED_JSON", "no UTF-8", "(test:1)");
      assertThat(tasks.results()).singleElement().asString().contains("\"w\"");
    }
  }

  @Test
  void aRuleUnderTheKeyOfAnotherIsRefusedWithItsPlace() throws Exception {
    try (RuleTasks tasks = new RuleTasks(1)) {
      String line = "{\"id\":\"%s\",\"revision\":1,\"sql\":\"delay > 0\"}";
      tasks.rule(new RuleLine(line.formatted("a"), "t[0]@1", "b"));
      tasks.rule(new RuleLine(line.formatted("c"), "t[0]@2", "c"));
      tasks.marker();
      tasks.event(0, "U", 1L, null);

      assertThat(tasks.errors())
          .singleElement()
          .asString()
          .contains("Cannot take rule", "its key is", "(t[0]@1)");
      assertThat(tasks.results()).singleElement().asString().contains("\"c\"");
    }
  }

  @Test
  void aLimitThatARowGoesOverIsNamedAsOne() throws Exception {
    try (RuleTasks tasks = new RuleTasks(1)) {
      tasks.rule("{'id':'a','revision':1,'sql':'repeat(carrier, delay)','emit':'all'}");
      tasks.rule(
          "{'id':'w','revision':1,'sql':'max(delay)','window':{'tumble':'1s'},"
              + "'having':'length(repeat(max(carrier), max(delay))) > 1'}");
      tasks.rule("{'id':'p','revision':1,'sql':'regexp_like(carrier, repeat(carrier, 3000))'}");
      tasks.marker();
      tasks.event(0, "UA", 1_000_000_000L, null);
      tasks.end();

      assertThat(tasks.errors())
          .hasSize(3)
          .allMatch(line -> line.contains("\"stage\":\"limit\",\"code\":\"LIMIT_EXCEEDED\""))
          .anyMatch(line -> line.contains("maxValueBytes = 1048576"))
          .anyMatch(line -> line.contains("maxPatternLength = 4096"));
    }
  }

  @Test
  void errorsInSqlSayWhere() throws Exception {
    try (RuleTasks tasks = new RuleTasks(1)) {
      tasks.rule("{'id':'a','revision':1,'sql':'1 + dely'}");
      assertThat(tasks.errors())
          .hasSize(1)
          .first()
          .asString()
          .contains("\"at\":{\"line\":1,\"column\":5}")
          .contains("delay");
    }
  }

  @Test
  void anAggregateArgumentOfColumnsIsNoColumnOutside() throws Exception {
    try (RuleTasks tasks = new RuleTasks(1)) {
      tasks.rule("{'id':'a','revision':1,'sql':'max(delay) + delay','window':{'tumble':'1s'}}");
      assertThat(tasks.errors()).hasSize(1).first().asString().contains("NOT_ALLOWED_HERE");
    }
  }

  @Test
  void withoutEventTimeThereAreNoWindowsAndNoEffectiveFrom() throws Exception {
    try (RuleTasks tasks = new RuleTasks(1, EventTime.ABSENT)) {
      tasks.rule("{'id':'a','revision':1,'sql':'count(*)','window':{'tumble':'1s'}}");
      tasks.rule("{'id':'b','revision':1,'sql':'1','effective_from':'2013-01-01T00:00:00Z'}");
      assertThat(tasks.errors())
          .hasSize(2)
          .allMatch(line -> line.contains("\"code\":\"NOT_ALLOWED_HERE\""));
    }
  }

  @Test
  void theSameRevisionWithTheSameContentChangesNothing() throws Exception {
    try (RuleTasks tasks = new RuleTasks(1)) {
      tasks.rule("{'id':'a','revision':1,'sql':'delay > 1'}");
      assertThat(
              tasks.changesOf(
                  "{'sql':'delay >"
                      + " 1','revision':1,'id':'a','key':[],'emit':'true','action':'put'}"))
          .isEmpty();
      assertThat(tasks.errors()).isEmpty();
    }
  }

  @Test
  void anIdKeepsAHundredRevisions() throws Exception {
    try (RuleTasks tasks = new RuleTasks(1)) {
      for (int i = 1; i <= 100; i++) {
        tasks.rule(
            "{'id':'a','revision':%d,'sql':'%d','effective_from':'%d-01-01'}"
                .formatted(i, i, 2000 + i));
      }
      assertThat(tasks.errors()).isEmpty();
      tasks.rule("{'id':'a','revision':101,'sql':'1','effective_from':'2101-01-01'}");
      assertThat(tasks.errors()).hasSize(1).first().asString().contains("LIMIT_EXCEEDED");
    }
  }

  @Test
  void aJobTakesTenThousandRules() throws Exception {
    try (RuleTasks tasks = new RuleTasks(1)) {
      for (int i = 1; i <= 10_000; i++) {
        assertThat(tasks.changesOf("{'id':'r" + i + "','revision':1,'sql':'delay > 1'}"))
            .hasSize(1);
      }
      assertThat(tasks.changesOf("{'id':'more','revision':1,'sql':'delay > 1'}")).isEmpty();
      assertThat(tasks.changesOf("{'id':'r1','revision':2,'action':'remove'}")).hasSize(1);
      assertThat(tasks.changesOf("{'id':'more','revision':1,'sql':'delay > 1'}")).hasSize(1);
      tasks.marker();
      assertThat(tasks.errors())
          .hasSize(1)
          .first()
          .asString()
          .contains("\"rule\":\"more\"", "LIMIT_EXCEEDED", "maxRules = 10000");
    }
  }

  @Test
  void aJobKeepsSoManyBytesOfRules() throws Exception {
    String sql = "1" + " ".repeat(65_000);
    try (RuleTasks tasks = new RuleTasks(1)) {
      int fit = (int) (Limit.RULE_BYTES.standard() / (sql.length() + 5));
      for (int i = 0; i < fit; i++) {
        tasks.rule("{'id':'r%04d','revision':1,'sql':'%s'}".formatted(i, sql));
      }
      assertThat(tasks.errors()).isEmpty();
      tasks.rule("{'id':'r9999','revision':1,'sql':'" + sql + "'}");
      assertThat(tasks.errors())
          .hasSize(1)
          .first()
          .asString()
          .contains("LIMIT_EXCEEDED", "bytes of rules", "maxRuleBytes = 67108864");
      tasks.rule("{'id':'r0000','revision':2,'action':'remove'}");
      tasks.rule("{'id':'r9999','revision':1,'sql':'" + sql + "'}");
      assertThat(tasks.errors()).isEmpty();
    }
  }

  @Test
  void revisionsThatReplaceEachOtherAreNotKept() throws Exception {
    try (RuleTasks tasks = new RuleTasks(1)) {
      for (int i = 1; i <= 300; i++) {
        tasks.rule("{'id':'a','revision':" + i + ",'sql':'delay > " + i + "'}");
      }
      assertThat(tasks.errors()).isEmpty();
    }
  }

  @Test
  void aLongLineIsShownByItsDigest() throws Exception {
    try (RuleTasks tasks = new RuleTasks(1)) {
      tasks.rule("{'id':'a','revision':1,'x':'" + "y".repeat(2_000) + "'}");
      assertThat(tasks.errors()).hasSize(1).first().asString().contains("\"text\":\"sha256:");
    }
  }
}
