// SPDX-License-Identifier: Apache-2.0

// One expression of DataFusion's SQL, and columns of a table.
grammar SqlExpression;

options {
  caseInsensitive = true;
  superClass = BoundedParser;
}


statement
    : expr (AS (alias = columnName | text = STRING))? EOF
    ;

columnDefinitions
    : columnDefinition (',' columnDefinition)* EOF
    ;

columnDefinition
    : columnName (dataType | STRING) (NOT? NULL)?
    ;

// From the strongest binding to the weakest. Whatever ends an expression may be an operand of any
// operator behind it, so `a is null::int` casts the test; hence one rule for all operators.
expr
    : primary                                                             # primaryExpr
    | left = expr '[' subscript ']'                                       # subscriptExpr
    | left = expr '::' dataType                                           # castExpr
    | left = expr AT TIME ZONE right = expr                               # zoneExpr
    | sign = ('+' | '-') operand = expr                                   # signedExpr
    | left = expr op = ('*' | '/' | '%' | '||') right = expr              # arithmeticExpr
    | left = expr op = ('+' | '-') right = expr                           # arithmeticExpr
    | left = expr op = XOR right = expr                                   # arithmeticExpr
    | left = expr op = '&' right = expr                                   # arithmeticExpr
    | left = expr (op = ('^' | '<<') | op = '>' '>') right = expr         # arithmeticExpr
    | left = expr op = '|' right = expr                                   # arithmeticExpr
    | left = expr comparison right = expr                                 # comparisonExpr
    | left = expr comparison quantifier = (ANY | SOME | ALL)
        '(' operand = bound ')'                                           # quantifiedExpr
    | left = expr NOT? BETWEEN low = bound AND high = bound               # betweenExpr
    | left = expr NOT? IN '(' whole (',' whole)* ')'                      # inExpr
    | left = expr NOT? (kind = (LIKE | ILIKE) | kind = SIMILAR TO) right = expr # likeExpr
    | left = expr ESCAPE STRING                                           # escapeExpr
    | left = expr IS NOT? test = (NULL | TRUE | FALSE | UNKNOWN)          # isExpr
    | left = expr IS NOT? DISTINCT FROM right = whole                     # distinctExpr
    | left = expr op = ('@>' | '<@') right = expr                         # containmentExpr
    | NOT operand = expr                                                  # notExpr
    | left = expr AND right = expr                                        # logicalExpr
    | left = expr OR right = expr                                         # logicalExpr
    ;

// An expression where any operator may stand, whatever is around it.
whole
    : expr
    ;

// An expression of operators that bind stronger than comparisons: BoundedParser sees to that.
bound
    : expr
    ;

// One of operators that bind stronger than a vertical bar.
index
    : expr
    ;

comparison
    : '=' | '==' | '<>' | '!=' | '<' | '<=' | '>' | '>=' | '<=>'
    | '~' | '~*' | '!~' | '!~*' | '~~' | '~~*' | '!~~' | '!~~*'
    ;

primary
    : literal                                                             # literalPrimary
    | INTERVAL sign = '-'? intervalAmount (unit = TIME_UNIT)?             # intervalLiteral
    | dataType STRING                                                     # typedLiteral
    | PLACEHOLDER                                                         # placeholder
    | ':' (identifier | NUMBER)                                                 # namedPlaceholder
    | lambdaParameters '->' expr                                          # lambda
    | LAMBDA lambdaParameters ':' expr                                    # lambda
    | '(' expr (',' expr)* ')'                                            # parenthesized
    | ARRAY? '[' (expr (',' expr)*)? ']'                                  # arrayLiteral
    | '{' (structMember (',' structMember)*)? '}'                         # structLiteral
    | MAP '{' (mapEntry (',' mapEntry)*)? '}'                             # mapLiteral
    | STRUCT '(' structField (',' structField)* ')'                       # structCall
    | CASE base = expr? whenClause+ (ELSE otherwise = expr)? END          # caseExpression
    | kind = (CAST | TRY_CAST | SAFE_CAST) '(' expr AS dataType ')'       # castCall
    | EXTRACT '(' field = datePart (FROM | ',') expr ')'                  # extractCall
    | (SUBSTRING | SUBSTR) '(' text = expr
        ( FROM start = expr (FOR length = expr)?
        | FOR length = expr
        | ',' start = expr (',' length = expr)?
        )? ')'                                                            # substringCall
    | TRIM '(' side = (BOTH | LEADING | TRAILING)? first = expr
        (FROM text = expr | (',' characters += expr)+)? ')'                   # trimCall
    | POSITION '(' needle = bound IN text = expr ')'                      # positionCall
    | OVERLAY '(' text = expr PLACING with = expr FROM start = expr
        (FOR length = expr)? ')'                                          # overlayCall
    | qualifiedName '(' arguments ')' callSuffix                          # functionCall
    | name = (CURRENT_DATE | CURRENT_TIME | CURRENT_TIMESTAMP)            # timeCall
    | (identifier | bareReserved) ('.' columnName)*                       # columnReference
    ;

lambdaParameters
    : identifier
    | '(' identifier (',' identifier)* ')'
    ;

whenClause
    : WHEN condition = expr THEN result = expr
    ;

structMember
    : key = (STRING | ESCAPED_STRING) ':' expr
    | name = identifier ':' expr
    ;

structField
    : expr (AS identifier)?
    ;

mapEntry
    : key = expr ':' entry = expr
    ;

subscript
    : lower = index
    | lower = index? ':' upper = index? (':' stride = whole?)?
    ;

qualifiedName
    : identifier ('.' identifier)*
    | CURRENT_DATE
    | CURRENT_TIME
    | CURRENT_TIMESTAMP
    ;

arguments
    : ( quantity = (DISTINCT | ALL)? argument (',' argument)* )? nullTreatment? orderBy? nullTreatment?
    ;

argument
    : (argumentName '=>')? (expr | '*' | identifier ('.' identifier)* '.' '*')
    ;

argumentName
    : columnName
    | STRING
    ;

callSuffix
    : withinGroup? filterClause? nullTreatment? overClause?
    ;

withinGroup
    : WITHIN GROUP '(' orderBy ')'
    ;

filterClause
    : FILTER '(' WHERE expr ')'
    ;

nullTreatment
    : kind = (IGNORE | RESPECT) NULLS
    ;

orderBy
    : ORDER BY sortKey (',' sortKey)*
    ;

sortKey
    : expr direction = (ASC | DESC)? (NULLS nulls = (FIRST | LAST))?
    ;

overClause
    : OVER name = identifier
    | OVER '(' (PARTITION BY expr (',' expr)*)? orderBy? frame? ')'
    ;

frame
    : units = (ROWS | RANGE | GROUPS) BETWEEN start = frameBound AND end = frameBound
    | units = (ROWS | RANGE | GROUPS) start = frameBound
    ;

frameBound
    : CURRENT ROW                                                         # currentRow
    | UNBOUNDED direction = (PRECEDING | FOLLOWING)                       # unboundedRows
    | INTERVAL? intervalAmount unit = TIME_UNIT? direction = (PRECEDING | FOLLOWING) # offsetRows
    ;

intervalAmount
    : STRING
    | NUMBER
    ;

datePart
    : identifier ('(' identifier ')')?
    | STRING
    ;

literal
    : NUMBER
    | STRING
    | ESCAPED_STRING
    | DOLLAR_STRING
    | HEX_STRING
    | HEX_NUMBER
    | TRUE
    | FALSE
    | NULL
    ;

dataType
    : dataType '[' NUMBER? ']'                                            # listType
    | ARRAY '<' dataType '>'                                              # arrayType
    | STRUCT '<' typeMember (',' typeMember)* '>'                         # structType
    | INTERVAL                                                            # intervalType
    | typeName ('(' typeArgument (',' typeArgument)* ')')? UNSIGNED?
        (zoned = (WITH | WITHOUT) TIME ZONE)?                             # namedType
    ;

typeName
    : identifier
    | DOUBLE PRECISION
    ;

typeArgument
    : '-'? NUMBER
    | identifier
    ;

typeMember
    : (identifier ':'?)? dataType
    ;

columnName
    : identifier
    | reserved
    ;

identifier
    : WORD
    | QUOTED_WORD
    | nonReserved
    ;

// Words that DataFusion takes as names wherever a name may stand.
nonReserved
    : ARRAY | ASC | AT | BOTH | BY | CURRENT | DESC | DOUBLE | EXTRACT | FILTER | FIRST | FOLLOWING
    | FOR | GROUP | GROUPS | IGNORE | LAMBDA | LAST | LEADING | MAP | NULLS | ORDER | OVER | OVERLAY
    | PARTITION | PLACING | POSITION | PRECEDING | PRECISION | RANGE | RESPECT | ROW | ROWS | SUBSTR
    | SUBSTRING | TIME | TIME_UNIT | TO | TRAILING | UNBOUNDED | UNKNOWN | UNSIGNED | WHERE | WITH
    | WITHIN | WITHOUT | ZONE
    ;

reserved
    : ALL | AND | ANY | AS | BETWEEN | CASE | CAST | CURRENT_DATE | CURRENT_TIME | CURRENT_TIMESTAMP
    | DISTINCT | ELSE | END | ESCAPE | FALSE | FROM | ILIKE | IN | INTERVAL | IS | LIKE | NOT | NULL
    | OR | SAFE_CAST | SIMILAR | SOME | STRUCT | THEN | TRIM | TRUE | TRY_CAST | WHEN | XOR
    ;

// Those that DataFusion takes for the name of a column where nothing else can be made of them. Where
// NOT has no operand, it is a WORD.
bareReserved
    : ALL | AND | ANY | AS | BETWEEN | CASE | CAST | DISTINCT | ELSE | END | ESCAPE | FROM | ILIKE
    | IN | IS | LIKE | OR | SAFE_CAST | SIMILAR | SOME | STRUCT | THEN
    | TRY_CAST | WHEN | XOR
    ;

ALL: 'ALL';
AND: 'AND';
ANY: 'ANY';
ARRAY: 'ARRAY';
AS: 'AS';
ASC: 'ASC';
AT: 'AT';
BETWEEN: 'BETWEEN';
BOTH: 'BOTH';
BY: 'BY';
CASE: 'CASE';
CAST: 'CAST';
CURRENT: 'CURRENT';
CURRENT_DATE: 'CURRENT_DATE';
CURRENT_TIME: 'CURRENT_TIME';
CURRENT_TIMESTAMP: 'CURRENT_TIMESTAMP';
DESC: 'DESC';
DISTINCT: 'DISTINCT';
DOUBLE: 'DOUBLE';
ELSE: 'ELSE';
END: 'END';
ESCAPE: 'ESCAPE';
EXTRACT: 'EXTRACT';
FALSE: 'FALSE';
FILTER: 'FILTER';
FIRST: 'FIRST';
FOLLOWING: 'FOLLOWING';
FOR: 'FOR';
FROM: 'FROM';
GROUP: 'GROUP';
GROUPS: 'GROUPS';
IGNORE: 'IGNORE';
ILIKE: 'ILIKE';
IN: 'IN';
INTERVAL: 'INTERVAL';
IS: 'IS';
LAMBDA: 'LAMBDA';
LAST: 'LAST';
LEADING: 'LEADING';
LIKE: 'LIKE';
MAP: 'MAP';
NOT: 'NOT';
NULL: 'NULL';
NULLS: 'NULLS';
OR: 'OR';
ORDER: 'ORDER';
OVER: 'OVER';
OVERLAY: 'OVERLAY';
PARTITION: 'PARTITION';
PLACING: 'PLACING';
POSITION: 'POSITION';
PRECEDING: 'PRECEDING';
PRECISION: 'PRECISION';
RANGE: 'RANGE';
RESPECT: 'RESPECT';
ROW: 'ROW';
ROWS: 'ROWS';
SAFE_CAST: 'SAFE_CAST';
SIMILAR: 'SIMILAR';
SOME: 'SOME';
STRUCT: 'STRUCT';
SUBSTR: 'SUBSTR';
SUBSTRING: 'SUBSTRING';
THEN: 'THEN';
TIME: 'TIME';
TIME_UNIT
    : 'CENTURY' | 'DECADE' | 'DOW' | 'DOY' | 'EPOCH' | 'ISODOW' | 'ISOYEAR' | 'JULIAN'
    | 'MICROSECOND' | 'MICROSECONDS' | 'MILLENIUM' | 'MILLENNIUM' | 'MILLISECOND' | 'MILLISECONDS'
    | 'NANOSECOND' | 'NANOSECONDS' | 'QUARTER' | 'TIMEZONE' | 'TIMEZONE_HOUR' | 'TIMEZONE_MINUTE'
    | ('YEAR' | 'MONTH' | 'WEEK' | 'DAY' | 'HOUR' | 'MINUTE' | 'SECOND') 'S'?
    ;
TO: 'TO';
TRAILING: 'TRAILING';
TRIM: 'TRIM';
TRUE: 'TRUE';
TRY_CAST: 'TRY_CAST';
UNBOUNDED: 'UNBOUNDED';
UNKNOWN: 'UNKNOWN';
UNSIGNED: 'UNSIGNED';
WHEN: 'WHEN';
WHERE: 'WHERE';
WITH: 'WITH';
WITHIN: 'WITHIN';
WITHOUT: 'WITHOUT';
XOR: 'XOR';
ZONE: 'ZONE';

BAR: '|';

HEX_NUMBER options { caseInsensitive = false; }: '0x' [0-9A-Fa-f]*;
NUMBER: (DIGIT+ ('.' DIGIT*)? | '.' DIGIT+) ('E' [+-]? DIGIT+)? 'L'?;
ESCAPED_STRING: 'E\'' ('\\' . | '\'\'' | ~['\\])* '\'';
HEX_STRING: 'X\'' (~'\'')* '\'';
REFUSED_STRING: ('N' | 'B' | 'R' | 'U&') '\'' ('\'\'' | ~'\'')* '\'';
STRING: '\'' ('\'\'' | ~'\'')* '\'';
DOLLAR_STRING: '$' (LETTER | DIGIT)* '$' {DollarQuotes.consumeToClosing(this);};
PLACEHOLDER: '?' DIGIT* | '$' (LETTER | DIGIT)+;
WORD: [\p{Alphabetic}_@] [\p{Alphabetic}\p{Nd}_@$#]*;
QUOTED_WORD: '"' ('""' | ~'"')* '"' | '`' ('``' | ~'`')* '`';

LINE_COMMENT: '--' ~[\r\n]* -> channel(HIDDEN);
BLOCK_COMMENT: '/*' {NestedComments.consumeToClosing(this);} -> channel(HIDDEN);
SPACE: [\p{White_Space}]+ -> channel(HIDDEN);
OTHER: .;

fragment DIGIT: [0-9];
fragment LETTER: [A-Z_];
