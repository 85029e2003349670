"""Which tests show that each row about writes, HTTP, texts and rights holds (RELIABILITY.md 2.2, 2.4, 2.5, 2.9).

`ROWS` has one row for each id, B1 to I10: in our words what must hold, the tests that show it, and a reason for what
they leave out. `tests/test_reliability_rows.py` looks that every id is there once and every test exists.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Row:
    """One fault or input: what must hold, the node ids of its tests, and why something of it has none (yet)."""

    id: str
    holds: str
    tests: tuple[str, ...] = ()
    reason: str = ""


def _in(path: str, *names: str) -> tuple[str, ...]:
    """Node ids of tests in one file; names without `test_`."""
    return tuple(f"tests/{path}.py::test_{name}" for name in names)


_RAW: Final = "api/http/test_raw_requests"
_HTTP: Final = "api/http/test_http_rules"
_FAULTS: Final = "api/parameters/test_parameter_faults"
_TEXTS: Final = "api/test_hostile_texts"
_RULE: Final = "timeline/ingest/test_text_rule"
_KEYS: Final = "api/test_keys"
_AT_ONCE: Final = "api/test_write_concurrency"
_REPEATS: Final = "api/test_idempotency"

WRITES: Final = (
    Row(
        "B1", "of two who change the same state one wins; the other is told the tag of what holds now",
        _in(_AT_ONCE, "of_writers_who_saw_the_same_state_one_wins_and_the_others_are_refused",
            "processes_that_rule_alternately_never_lose_a_change"),
    ),
    Row("B2", "a change without a tag is refused", _in("api/test_rulings", "ruling_and_merge_need_if_match")),
    Row(
        "B3", "neither a weak tag nor a star lets a change through",
        _in("api/test_rulings", "if_match_compares_strongly_and_never_everything"),
    ),
    Row(
        "B4", "one request sent several times at once is one write, and all get its answer (they wait for it, at most "
        "the time of a turn)", _in(_AT_ONCE, "same_request_sent_concurrently_is_one_write_with_one_answer"),
    ),
    Row("B5", "a repeat key stands for one request only",
        _in(_REPEATS, "idempotency_key_of_another_request_is_refused")),
    Row(
        "B6", "who never got the answer gets it by asking again, also after a kill",
        _in(_AT_ONCE, "answer_that_was_never_sent_is_given_to_the_repeated_request"),
    ),
    Row("B7", "each API key has repeat keys of its own", _in(_REPEATS, "each_api_key_has_idempotency_keys_of_its_own")),
    Row(
        "B8", "a repeat key is plain, short text",
        _in(_REPEATS, "idempotency_key_that_is_none_is_refused", "longest_idempotency_key_is_taken"),
    ),
    Row(
        "B9", "one file loaded by two processes at once is stored once",
        _in("timeline/commands/test_load_at_once", "one_file_loaded_by_processes_at_once_is_stored_once"),
    ),
    Row(
        "B10", "taking back and changing at once have one order",
        _in(_AT_ONCE, "concurrent_withdrawal_and_ruling_have_one_order_and_the_loser_is_refused"),
    ),
    Row(
        "B11", "a reader sees whole writes only",
        _in(_AT_ONCE, "reader_sees_whole_writes_only")
        + _in("api/test_concurrent_readers",
              "every_form_shows_one_committed_state_and_no_tag_stands_for_two_bodies",
              "consumer_that_follows_while_processes_write_misses_no_number_and_holds_what_is_public")
        + _in("timeline/store/test_engine", "reader_sees_one_snapshot_while_others_write"),
    ),
    Row(
        "B12", "a calendar is one snapshot, and its tag is that of this snapshot",
        _in("api/test_concurrent_readers", "every_form_shows_one_committed_state_and_no_tag_stands_for_two_bodies"),
    ),
    Row(
        "B13", "a revoked key begins nothing more, in no process",
        _in(_AT_ONCE, "request_whose_key_is_revoked_while_it_waits_changes_nothing")
        + _in(_KEYS, "key_revoked_by_another_process_is_invalid"),
    ),
    Row(
        "B14", "writers are served in the order in which they came",
        _in("timeline/store/test_engine", "writers_of_one_process_write_in_the_order_in_which_they_came",
            "all_writers_of_an_engine_share_one_queue",
            "writer_that_waits_too_long_is_refused_and_leaves_the_queue"),
    ),
    Row(
        "B15", "two versions of the program give two bodies two tags",
        _in("api/test_two_versions", "body_of_another_version_has_another_tag"),
    ),
)  # fmt: skip

HTTP: Final = (
    Row(
        "D1", "a body that never comes keeps no other client waiting",
        _in(_RAW, "key_and_length_are_checked_before_a_body_is_waited_for",
            "bodies_that_never_come_keep_no_reader_waiting",
            "slow_and_idle_clients_keep_nobody_else_waiting")
        + _in("api/test_slow_body", "bodies_that_do_not_come_have_the_seats_until_their_connections_end")
        + _in("api/http/test_limits", "body_of_a_client_that_left_in_the_middle_is_not_taken_for_the_whole"),
        "The server has no time limit for bodies and can not be told to end one: whose valid key came before keeps one "
        "of 16 seats until the connection ends, which a proxy in front does after its own time.",
    ),
    Row(
        "D2", "what stands behind a body is no second request unless it is one",
        _in(_RAW, "connection_ends_after_an_unread_body_whatever_stands_behind_it"),
    ),
    Row(
        "D3", "doubtful lengths and codings are refused and the connection ends",
        _in(_RAW, "doubtful_framing_is_refused", "length_beside_chunks_smuggles_nothing_because_the_connection_ends"),
    ),
    Row(
        "D4", "one host is named, and no link is made from it",
        _in(_RAW, "request_that_is_not_well_formed_is_refused", "old_client_without_a_host_is_answered",
            "links_are_built_from_the_configuration_and_never_from_what_the_client_calls_us"),
    ),
    Row(
        "D5", "lines and headers that are not well formed are refused",
        _in(_RAW, "request_that_is_not_well_formed_is_refused"),
    ),
    Row(
        "D6", "addresses and headers have an end",
        _in(_RAW, "address_and_headers_have_their_limits_before_and_in_the_service")
        + _in("api/http/test_limits", "limit_takes_n_and_refuses_one_more"),
    ),
    Row(
        "D7", "no odd path leads anywhere, least of all to another site",
        _in(_HTTP, "path_that_leads_elsewhere_leads_nowhere")
        + _in("api/test_answers", "odd_path_is_refused_and_never_redirects")
        + _in(_FAULTS, "octets_that_are_no_text_are_refused_or_found_nowhere"),
    ),
    Row("D8", "an unknown parameter is named", _in(_FAULTS, "d8_unknown_parameter_is_named_with_the_known_ones")),
    Row(
        "D9", "values are read strictly",
        _in(_FAULTS, "d9_parameter_of_one_value_can_not_be_repeated", "d9_empty_value_is_refused",
            "d9_limit_of_other_than_plain_digits_is_refused", "d9_flags_are_true_or_false_as_spelled")
        + _in(_HTTP, "number_is_read_strictly_and_a_fault_names_the_parameter"),
    ),
    Row("D10", "a page has its most and not one more", _in(_FAULTS, "d10_limit_at_its_bounds")),
    Row(
        "D11", "a cursor is ours and of this query, or it is refused",
        _in("api/http/test_cursor", "cursor_with_one_bit_changed_is_refused", "any_other_text_is_refused",
            "cursor_of_another_query_is_refused", "cursor_can_not_ask_for_the_future")
        + _in(_FAULTS, "d11_cursor_of_elsewhere_is_an_invalid_cursor"),
    ),
    Row(
        "D12", "a walk over pages shows every untouched event once, whatever is written meanwhile",
        _in("api/test_cursor_walk", "walk_shows_every_untouched_event_once_whatever_is_written_meanwhile"),
    ),
    Row(
        "D13", "the last page costs what the first one does",
        _in("api/test_cursor_walk", "page_far_behind_is_found_by_its_key_and_skips_no_rows"),
        "The times over a million events belong to `dev.py bench`; there is no offset to be capped.",
    ),
    Row(
        "D14", "a read that takes too long is ended, and the search goes by its index",
        _in("api/test_time_limit", "read_that_takes_too_long_is_503_with_retry_after_and_the_next_one_is_answered")
        + _in("timeline/store/views/test_search", "search_begins_with_the_index"),
        "Nothing is ranked, so that a word in every row costs one page of its order.",
    ),
    Row(
        "D15", "what is typed into the search box is words",
        _in(_FAULTS, "text_typed_into_q_is_never_an_error", "control_characters_in_q_are_refused")
        + _in("timeline/store/views/test_search", "any_text_is_a_search_that_both_engines_answer_as_defined"),
    ),
    Row(
        "D16", "JSON is read strictly and not at any depth",
        _in("api/test_writes", "body_that_is_not_a_json_object_is_malformed")
        + _in("timeline/ingest/test_strict_document", "json_loophole_is_refused", "json_nested_too_deep_is_refused"),
    ),
    Row(
        "D17", "a body too large is refused before it is read",
        _in(_RAW, "key_and_length_are_checked_before_a_body_is_waited_for",
            "large_body_in_chunks_without_a_key_is_not_read")
        + _in("api/http/test_limits", "body_declared_too_long_is_refused_unread",
              "body_that_only_turns_out_to_be_too_long_is_cut_off"),
    ),
    Row(
        "D18", "media types are looked at, as far as they can be",
        _in("api/test_writes", "only_plain_json_is_read")
        + _in(_HTTP, "accept_is_read_as_far_as_it_can_be_and_never_at_length"),
    ),
    Row(
        "D19", "a member that nobody may set is named",
        _in("api/test_writes", "small_body_takes_its_members_and_no_others",
            "member_that_the_service_sets_itself_is_refused_by_name"),
    ),
    Row(
        "D20", "methods do what they say, and no header turns one into another",
        _in(_RAW, "method_that_is_not_served_is_405_and_an_override_is_ignored",
            "body_of_a_get_is_no_second_request_and_changes_nothing")
        + _in(_HTTP, "head_is_get_without_its_body_and_a_body_of_get_changes_nothing",
              "override_of_the_method_is_ignored", "unknown_method_is_405_and_names_those_there_are",
              "options_names_the_methods_of_an_address"),
    ),
    Row("D21", "no slice goes out under a whole tag",
        _in(_HTTP, "range_is_ignored_so_that_no_slice_stands_under_a_whole_tag")),
    Row(
        "D22", "tags are compared as they are written, however many there are",
        _in("api/http/test_conditional", "if_none_match_is_compared_weakly_and_read_strictly")
        + _in("api/test_answers", "answer_is_304_for_who_has_it"),
    ),
    Row("D23", "a tag counts before a date", _in("api/test_answers", "etag_wins_over_the_date")),
    Row(
        "D24", "a 304 repeats the head of the answer and has no body",
        _in(_HTTP, "each_coding_has_a_tag_of_its_own_and_304_repeats_the_head"),
    ),
    Row(
        "D25", "each coding has a tag of its own",
        _in(_HTTP, "each_coding_has_a_tag_of_its_own_and_304_repeats_the_head")
        + _in("api/test_answers", "compressed_answer_has_a_tag_of_its_own_that_revalidates"),
    ),
    Row(
        "D26", "what was asked with a key is kept by nobody, and nothing public sets a cookie",
        _in("api/http/test_headers", "what_is_asked_with_a_key_is_for_the_asker_alone",
            "every_address_has_the_headers_of_its_surface_whatever_is_asked"),
    ),
    Row(
        "D27", "a cache in front may serve its copy while the service is down",
        _in("api/http/test_conditional", "cache_control_of_the_api_and_of_feeds"),
        "The service's part is the header, which is tested; what a proxy makes of it is tested with the proxy's "
        "configuration, when one is shipped.",
    ),
    Row(
        "D28", "too many requests are told when to come back, by key and by network of the client",
        _in("api/test_rate_limits", "answer_beyond_the_limit_is_a_429_that_says_when_to_come_back",
            "client_is_the_last_address_that_is_not_a_trusted_proxy",
            "writes_are_counted_by_key_wherever_they_come_from"),
    ),
    Row("D29", "a stranger's word about an address is not believed",
        _in("api/test_rate_limits", "forwarded_for_of_a_stranger_is_not_believed")),
    Row(
        "D30", "slow clients keep nobody waiting",
        _in(_RAW, "slow_and_idle_clients_keep_nobody_else_waiting"),
    ),
    Row(
        "D31", "who leaves in the middle is no error and leaves nothing open",
        _in(_RAW, "client_that_leaves_in_the_middle_is_no_error",
            "nothing_of_all_this_ended_a_worker_or_was_a_fault_of_ours")
        + _in("api/test_large_answers", "body_that_fails_halfway_leaves_no_file_open"),
    ),
    Row(
        "D32", "no page of another site can write",
        _in(_KEYS, "write_from_a_page_of_another_site_is_refused", "preflight_of_a_write_is_refused")
        + _in("api/test_writes", "only_plain_json_is_read"),
    ),
)  # fmt: skip

TEXTS: Final = (
    Row(
        "E1", "texts have one length on both engines, and an end",
        _in(_TEXTS, "text_of_one_line_refuses_controls_marks_and_length_by_name_and_stores_nothing",
            "every_other_text_is_kept_in_one_form_and_shown_as_it_is")
        + _in("api/http/test_limits", "limit_takes_n_and_refuses_one_more"),
    ),
    Row("E2", "a NUL is refused",
        _in(_TEXTS, "every_control_and_direction_character_is_refused_by_its_number")
        + _in(_RULE, "one_line_refuses_control_characters_inside")),
    Row("E3", "half a character is refused", _in(_TEXTS, "half_a_character_is_no_json_that_we_read")),
    Row(
        "E4", "control characters and line ends stand in no title",
        _in(_TEXTS, "every_control_and_direction_character_is_refused_by_its_number")
        + _in(_RULE, "long_text_has_line_feeds_and_no_other_control_character"),
    ),
    Row(
        "E5", "no text turns the direction of another",
        _in(_TEXTS, "every_control_and_direction_character_is_refused_by_its_number")
        + _in("api/test_text_directions", "every_text_of_a_source_is_isolated_on_every_page"),
    ),
    Row(
        "E6", "text from right to left is kept and shown in its order",
        _in(_TEXTS, "every_other_text_is_kept_in_one_form_and_shown_as_it_is")
        + _in("browser/test_widget", "arabic_is_written_from_right_to_left_with_its_own_words"),
    ),
    Row(
        "E7", "invisible characters are kept, counted, and part of no slug and no search key",
        _in(_RULE, "letter_carries_at_most_eight_marks")
        + _in("api/test_invisible_characters",
              "invisible_characters_are_kept_and_make_no_difference_to_slug_and_search"),
    ),
    Row(
        "E8", "a text in any normal form is one text",
        _in(_TEXTS, "composed_and_decomposed_letters_are_one_report")
        + _in("timeline/model/test_search", "folding_is_the_same_in_every_normal_form_and_again_once_folded"),
    ),
    Row(
        "E9", "look-alike letters are allowed and kept",
        _in(_TEXTS, "every_other_text_is_kept_in_one_form_and_shown_as_it_is"),
        "Pointing an editor at two names that look alike is part of the review list, which is not there yet.",
    ),
    Row(
        "E10", "markup in a text is text everywhere",
        _in(_TEXTS, "problem_repeats_markup_as_text_only_and_briefly")
        + _in("api/test_site", "hostile_title_stays_text_on_every_page")
        + _in("timeline/render/forms/test_hostile_forms", "texts_in_every_field_do_not_change_the_shape_of_any_form")
        + _in("timeline/render/test_hostile_texts", "texts_in_every_field_leave_the_number_of_content_lines_alone")
        + _in("browser/test_widget", "hostile_texts_stay_text_and_hostile_addresses_are_no_links"),
    ),
    Row(
        "E11", "an address is plain http(s) with a host, or it is refused",
        _in(_TEXTS, "address_that_is_not_plain_http_is_refused_wherever_it_stands")
        + _in(_RULE, "web_address_refuses_everything_but_absolute_http", "web_address_is_kept_as_written"),
    ),
    Row(
        "E12", "whatever a client sends, a log has one line for one thing",
        _in("api/http/test_json_log", "nothing_a_client_sends_adds_a_line_or_an_escape_to_a_log",
            "fault_of_ours_is_one_line_of_json_whatever_was_asked"),
    ),
    Row(
        "E13", "records without a slug get slugs of their own, whatever their titles",
        _in("timeline/operations/test_own_slugs", "events_of_one_title_have_slugs_of_their_own",
            "title_without_letters_still_gives_a_slug", "concurrent_writers_never_make_the_same_slug_twice"),
    ),
    Row(
        "E14", "both engines find and sort alike",
        _in("timeline/store/views/test_search", "both_engines_find_what_the_definition_finds")
        + _in(
            "timeline/store/views/test_title_order", "titles_are_sorted_without_case_and_accents_alike_on_both_engines"
        ),
    ),
)  # fmt: skip

RIGHTS: Final = (
    Row(
        "I1", "everything that is no valid key has one answer",
        _in(_KEYS, "everything_that_is_not_a_valid_key_gets_the_same_answer", "write_without_a_key_has_the_same_answer",
            "key_in_the_address_is_refused_and_logged_only_by_its_id"),
        "There are no tenants.",
    ),
    Row(
        "I2", "an unknown key takes the path of a known one",
        _in(_KEYS, "unknown_key_is_compared_as_a_known_one_is"),
        "Times are not measured in a test: the one path and the one comparison are what is looked at.",
    ),
    Row(
        "I3", "who guesses keys is slowed, and nobody else",
        _in("api/test_rate_limits", "refused_keys_of_one_client_are_slowed_and_those_of_another_are_not"),
    ),
    Row(
        "I4", "each route asks for the scope of one table",
        _in(_KEYS, "route_needs_the_scope_of_the_table_and_admin_serves_where_edit_does",
            "every_address_that_takes_post_is_in_the_table"),
        "There are no tenants, so no editor of another one.",
    ),
    Row(
        "I5", "what everybody sees depends on what is public, on nothing else",
        _in("journeys/test_hidden_events", "no_address_tells_of_anything_hidden",
            "what_is_hidden_could_have_leaked", "answers_are_the_same_for_any_hidden_things"),
    ),
    Row("I6", "the database holds no key",
        _in("timeline/commands/test_keys", "key_is_shown_once_and_only_its_digest_is_stored")),
    Row(
        "I7", "no key stands in a log, an answer or a table",
        _in(_KEYS, "no_key_is_in_logs_answers_or_tables", "key_in_a_text_is_cut_out_but_for_its_id")
        + _in("timeline/model/test_api_key", "no_secret_is_left_in_a_text_that_was_redacted"),
    ),
    Row(
        "I8", "whatever is done to the audit trail by SQL is found",
        _in("timeline/store/test_audit_log", "check_names_what_was_altered_removed_or_put_in",
            "swapped_lines_are_found", "any_other_value_gives_another_digest")
        + _in("timeline/commands/test_check", "altered_audit_trail_is_reported"),
    ),
    Row("I9", "a log refuses to change or forget a row",
        _in("timeline/store/test_migrate", "log_refuses_to_change_or_forget_a_row")),
    Row(
        "I10", "there is no session to steal",
        _in("api/http/test_headers", "every_address_has_the_headers_of_its_surface_whatever_is_asked"),
        "Nobody signs in yet: no page sets a cookie.",
    ),
)  # fmt: skip

ROWS: Final = WRITES + HTTP + TEXTS + RIGHTS
