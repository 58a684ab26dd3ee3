//! Pins the ids of the format. Must not know how anything is rendered.

use super::*;
use crate::compare::{Direction, Nature, Topic, Verdict};

fn ids<T: Copy + ToString>(values: &[T]) -> String {
    values.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

#[test]
fn the_ids_of_version_1_stay_as_they_are() {
    assert_eq!(ids(Direction::ALL), "user company neutral unclear");
    assert_eq!(ids(Verdict::ALL), "substantive editorial structure date reference cosmetic noise none");
    assert_eq!(
        ids(Nature::ALL),
        "noise.extraction noise.page noise.variant noise.flap cosmetic reference date structure editorial modality \
         negation quantity enum_add enum_del scope_widen scope_narrow definition condition_add condition_del right_add \
         right_del duty_user_add duty_user_del duty_company_add duty_company_del power_add power_del practice_add \
         practice_del consent_basis party process inventory_add inventory_del inventory_change"
    );
    assert_eq!(
        ids(Topic::ALL),
        "collection use_purpose sharing sale_ads retention security rights consent children transfer cookies ai \
         biometric health location law_enforcement comms_marketing arbitration class_action dispute governing_law \
         liability warranty indemnity termination account moderation content_licence ip content_rules eligibility fees \
         payment refunds subscription policy_change contact entity definitions third_party regional service delivery \
         other"
    );
}

#[test]
fn an_answer_says_its_version_first_and_ends_its_line() {
    let answer = text(&check(&[]));
    assert_eq!(answer, "{\n  \"schema_version\": 1,\n  \"findings\": []\n}\n");
}
